build-portable/core/explore_stage.o: src/core/explore_stage.c \
 src/core/explore_state.h src/core/build.h src/core/err.h \
 src/core/child.h src/core/explore.h src/core/text.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h
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
