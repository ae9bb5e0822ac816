build-portable/explore/output.o: src/explore/output.c \
 src/explore/cancel.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/fence.h \
 src/explore/hooks.h src/explore/spin.h src/explore/story.h
src/explore/cancel.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/fence.h:
src/explore/hooks.h:
src/explore/spin.h:
src/explore/story.h:
