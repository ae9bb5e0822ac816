build-portable/explore/mutex.o: src/explore/mutex.c src/explore/hooks.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/mutex.h src/explore/report.h \
 src/explore/story.h
src/explore/hooks.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/mutex.h:
src/explore/report.h:
src/explore/story.h:
