build-portable/core/tracefile.o: src/core/tracefile.c src/core/text.h \
 src/core/trace.h src/core/err.h src/event/event.h src/event/kinds.h \
 src/core/trace_store.h src/core/map.h
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/trace_store.h:
src/core/map.h:
