build-portable/ui/pane_spans.o: src/ui/pane_spans.c src/ui/pane.h \
 src/ui/view.h src/core/act.h src/core/build.h src/core/err.h \
 src/core/chart.h src/core/text.h src/core/claim.h src/core/explore.h \
 src/core/trace.h src/event/event.h src/event/kinds.h src/event/verdict.h \
 src/core/lesson.h src/core/run.h src/core/child.h src/event/ring.h \
 src/core/spans.h src/core/tally.h src/core/model.h src/ui/canvas.h \
 src/ui/style.h src/ui/wrap.h
src/ui/pane.h:
src/ui/view.h:
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
src/core/model.h:
src/ui/canvas.h:
src/ui/style.h:
src/ui/wrap.h:
