build-portable/core/explore.o: src/core/explore.c src/core/explore.h \
 src/core/err.h src/core/text.h src/core/trace.h src/event/event.h \
 src/event/kinds.h src/event/verdict.h src/core/explore_state.h \
 src/core/build.h src/core/child.h
src/core/explore.h:
src/core/err.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/explore_state.h:
src/core/build.h:
src/core/child.h:
