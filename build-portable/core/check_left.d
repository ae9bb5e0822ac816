build-portable/core/check_left.o: src/core/check_left.c \
 src/core/check_state.h src/core/check.h src/core/exercise.h \
 src/core/catalog.h src/core/lesson.h src/core/err.h src/core/explore.h \
 src/core/text.h src/core/trace.h src/event/event.h src/event/kinds.h \
 src/event/verdict.h src/core/run.h src/core/child.h src/event/ring.h \
 src/core/workshop.h src/core/answer.h src/core/narrate.h \
 src/core/model.h
src/core/check_state.h:
src/core/check.h:
src/core/exercise.h:
src/core/catalog.h:
src/core/lesson.h:
src/core/err.h:
src/core/explore.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/run.h:
src/core/child.h:
src/event/ring.h:
src/core/workshop.h:
src/core/answer.h:
src/core/narrate.h:
src/core/model.h:
