build-portable/probe/gate.o: src/probe/gate.c src/probe/hook.h \
 src/probe/emit.h src/event/clock.h src/event/layout.h src/event/ring.h \
 src/event/event.h src/event/kinds.h src/probe/line.h src/probe/real.h \
 src/probe/probe.h
src/probe/hook.h:
src/probe/emit.h:
src/event/clock.h:
src/event/layout.h:
src/event/ring.h:
src/event/event.h:
src/event/kinds.h:
src/probe/line.h:
src/probe/real.h:
src/probe/probe.h:
