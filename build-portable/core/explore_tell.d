build-portable/core/explore_tell.o: src/core/explore_tell.c \
 src/core/explore.h src/core/err.h src/core/text.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h \
 src/core/narrate.h src/core/model.h
src/core/explore.h:
src/core/err.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/narrate.h:
src/core/model.h:
