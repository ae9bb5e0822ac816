build-portable/core/run_start.o: src/core/run_start.c \
 src/core/run_state.h src/core/collect.h src/core/kernel.h \
 src/core/symbols.h src/core/err.h src/core/text.h src/core/timebase.h \
 src/core/trace.h src/event/event.h src/event/kinds.h src/event/ring.h \
 src/core/deadlock.h src/core/model.h src/core/gatekeeper.h \
 src/core/run.h src/core/child.h src/core/watch.h
src/core/run_state.h:
src/core/collect.h:
src/core/kernel.h:
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
src/core/timebase.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/ring.h:
src/core/deadlock.h:
src/core/model.h:
src/core/gatekeeper.h:
src/core/run.h:
src/core/child.h:
src/core/watch.h:
