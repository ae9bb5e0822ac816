build-portable/explore/cond.o: src/explore/cond.c src/explore/cancel.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/hooks.h src/explore/mutex.h \
 src/explore/report.h src/explore/spin.h src/explore/story.h
src/explore/cancel.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/hooks.h:
src/explore/mutex.h:
src/explore/report.h:
src/explore/spin.h:
src/explore/story.h:
