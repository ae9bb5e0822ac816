build-portable/explore/heap.o: src/explore/heap.c src/explore/heap.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/fence.h src/explore/hooks.h \
 src/explore/report.h src/explore/spin.h src/explore/story.h
src/explore/heap.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/fence.h:
src/explore/hooks.h:
src/explore/report.h:
src/explore/spin.h:
src/explore/story.h:
