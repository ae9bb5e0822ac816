build-portable/core/watch.o: src/core/watch.c src/core/watch.h \
 src/core/collect.h src/core/kernel.h src/core/symbols.h src/core/err.h \
 src/core/text.h src/core/timebase.h src/core/trace.h src/event/event.h \
 src/event/kinds.h src/event/ring.h
src/core/watch.h:
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
