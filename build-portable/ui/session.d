build-portable/ui/session.o: src/ui/session.c src/ui/session.h \
 src/ui/tutor.h src/core/act.h src/core/build.h src/core/err.h \
 src/core/chart.h src/core/text.h src/core/claim.h src/core/explore.h \
 src/core/trace.h src/event/event.h src/event/kinds.h src/event/verdict.h \
 src/core/lesson.h src/core/run.h src/core/child.h src/event/ring.h \
 src/core/spans.h src/core/tally.h src/core/exercise.h src/core/catalog.h \
 src/core/progress.h src/ui/screen.h src/ui/canvas.h src/ui/style.h \
 src/core/state.h src/ui/command.h src/ui/loop.h src/ui/prompt.h \
 src/ui/session_state.h src/core/lectern.h src/core/model.h src/ui/view.h
src/ui/session.h:
src/ui/tutor.h:
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
src/core/exercise.h:
src/core/catalog.h:
src/core/progress.h:
src/ui/screen.h:
src/ui/canvas.h:
src/ui/style.h:
src/core/state.h:
src/ui/command.h:
src/ui/loop.h:
src/ui/prompt.h:
src/ui/session_state.h:
src/core/lectern.h:
src/core/model.h:
src/ui/view.h:
