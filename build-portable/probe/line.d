build-portable/probe/line.o: src/probe/line.c src/probe/line.h \
 src/probe/emit.h src/event/clock.h src/event/layout.h src/event/ring.h \
 src/event/event.h src/event/kinds.h
src/probe/line.h:
src/probe/emit.h:
src/event/clock.h:
src/event/layout.h:
src/event/ring.h:
src/event/event.h:
src/event/kinds.h:
