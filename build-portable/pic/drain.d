build-portable/pic/drain.o: src/event/drain.c src/event/clock.h \
 src/event/layout.h src/event/ring.h src/event/event.h src/event/kinds.h
src/event/clock.h:
src/event/layout.h:
src/event/ring.h:
src/event/event.h:
src/event/kinds.h:
