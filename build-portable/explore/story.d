build-portable/explore/story.o: src/explore/story.c src/explore/story.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/hooks.h src/explore/memory.h
src/explore/story.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/hooks.h:
src/explore/memory.h:
