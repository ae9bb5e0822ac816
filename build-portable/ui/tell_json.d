build-portable/ui/tell_json.o: src/ui/tell_json.c src/core/figure.h \
 src/core/act.h src/core/build.h src/core/err.h src/core/chart.h \
 src/core/text.h src/core/claim.h src/core/explore.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h \
 src/core/lesson.h src/core/run.h src/core/child.h src/event/ring.h \
 src/core/spans.h src/core/tally.h src/core/narrate.h src/core/model.h \
 src/ui/tell.h src/ui/tutor.h src/core/exercise.h src/core/catalog.h \
 src/core/progress.h src/ui/screen.h src/ui/canvas.h src/ui/style.h
src/core/figure.h:
src/core/act.h:
src/core/build.h:
src/core/err.h:
src/core/chart.h:
src/core/text.h:
src/core/claim.h:
src/core/explore.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/lesson.h:
src/core/run.h:
src/core/child.h:
src/event/ring.h:
src/core/spans.h:
src/core/tally.h:
src/core/narrate.h:
src/core/model.h:
src/ui/tell.h:
src/ui/tutor.h:
src/core/exercise.h:
src/core/catalog.h:
src/core/progress.h:
src/ui/screen.h:
src/ui/canvas.h:
src/ui/style.h:
