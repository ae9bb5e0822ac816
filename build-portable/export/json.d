build-portable/export/json.o: src/export/json.c src/core/narrate.h \
 src/core/model.h src/core/text.h src/core/trace.h src/core/err.h \
 src/event/event.h src/event/kinds.h src/export/export.h
src/core/narrate.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/export/export.h:
