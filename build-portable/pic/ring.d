build-portable/pic/ring.o: src/event/ring.c src/event/ring.h \
 src/event/event.h src/event/kinds.h src/event/layout.h
src/event/ring.h:
src/event/event.h:
src/event/kinds.h:
src/event/layout.h:
