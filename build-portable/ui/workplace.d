build-portable/ui/workplace.o: src/ui/workplace.c src/ui/workplace.h \
 src/core/exercise.h src/core/catalog.h src/core/lesson.h src/core/err.h \
 src/ui/tutor.h src/core/act.h src/core/build.h src/core/chart.h \
 src/core/text.h src/core/claim.h src/core/explore.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h src/core/run.h \
 src/core/child.h src/event/ring.h src/core/spans.h src/core/tally.h \
 src/core/progress.h src/ui/screen.h src/ui/canvas.h src/ui/style.h \
 src/core/file.h src/ui/checking.h src/core/answer.h src/core/check.h
src/ui/workplace.h:
src/core/exercise.h:
src/core/catalog.h:
src/core/lesson.h:
src/core/err.h:
src/ui/tutor.h:
src/core/act.h:
src/core/build.h:
src/core/chart.h:
src/core/text.h:
src/core/claim.h:
src/core/explore.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/run.h:
src/core/child.h:
src/event/ring.h:
src/core/spans.h:
src/core/tally.h:
src/core/progress.h:
src/ui/screen.h:
src/ui/canvas.h:
src/ui/style.h:
src/core/file.h:
src/ui/checking.h:
src/core/answer.h:
src/core/check.h:
