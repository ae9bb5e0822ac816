build-portable/ui/pane_pipes.o: src/ui/pane_pipes.c src/core/message.h \
 src/core/model.h src/core/text.h src/core/trace.h src/core/err.h \
 src/event/event.h src/event/kinds.h src/core/narrate.h src/ui/pane.h \
 src/ui/view.h src/core/act.h src/core/build.h src/core/chart.h \
 src/core/claim.h src/core/explore.h src/event/verdict.h \
 src/core/lesson.h src/core/run.h src/core/child.h src/event/ring.h \
 src/core/spans.h src/core/tally.h src/ui/canvas.h src/ui/style.h \
 src/ui/wrap.h
src/core/message.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/narrate.h:
src/ui/pane.h:
src/ui/view.h:
src/core/act.h:
src/core/build.h:
src/core/chart.h:
src/core/claim.h:
src/core/explore.h:
src/event/verdict.h:
src/core/lesson.h:
src/core/run.h:
src/core/child.h:
src/event/ring.h:
src/core/spans.h:
src/core/tally.h:
src/ui/canvas.h:
src/ui/style.h:
src/ui/wrap.h:
