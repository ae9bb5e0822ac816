build-portable/core/explore_process.o: src/core/explore_process.c \
 src/core/explore_state.h src/core/build.h src/core/err.h \
 src/core/child.h src/core/explore.h src/core/text.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h \
 src/core/narrate.h src/core/model.h
src/core/explore_state.h:
src/core/build.h:
src/core/err.h:
src/core/child.h:
src/core/explore.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/narrate.h:
src/core/model.h:
