build-portable/core/collect.o: src/core/collect.c src/core/collect.h \
 src/core/kernel.h src/core/symbols.h src/core/err.h src/core/text.h \
 src/core/timebase.h src/core/trace.h src/event/event.h src/event/kinds.h \
 src/event/ring.h src/core/map.h src/core/narrate.h src/core/model.h \
 src/core/resolve.h src/event/clock.h
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
src/core/map.h:
src/core/narrate.h:
src/core/model.h:
src/core/resolve.h:
src/event/clock.h:
