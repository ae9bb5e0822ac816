build-portable/core/resolve.o: src/core/resolve.c src/core/resolve.h \
 src/core/symbols.h src/core/err.h src/core/text.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/core/map.h src/core/narrate.h \
 src/core/model.h src/core/procmaps.h
src/core/resolve.h:
src/core/symbols.h:
src/core/err.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/core/map.h:
src/core/narrate.h:
src/core/model.h:
src/core/procmaps.h:
