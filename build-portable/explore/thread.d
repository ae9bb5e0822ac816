build-portable/explore/thread.o: src/explore/thread.c \
 src/explore/cancel.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/fence.h \
 src/explore/hooks.h src/explore/memory.h src/explore/mutex.h \
 src/explore/report.h src/explore/story.h
src/explore/cancel.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/fence.h:
src/explore/hooks.h:
src/explore/memory.h:
src/explore/mutex.h:
src/explore/report.h:
src/explore/story.h:
