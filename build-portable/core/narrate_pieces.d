build-portable/core/narrate_pieces.o: src/core/narrate_pieces.c \
 src/core/narrate.h src/core/model.h src/core/text.h src/core/trace.h \
 src/core/err.h src/event/event.h src/event/kinds.h src/core/value.h
src/core/narrate.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/value.h:
