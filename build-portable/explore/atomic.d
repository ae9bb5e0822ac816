build-portable/explore/atomic.o: src/explore/atomic.c \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/fence.h src/explore/memory.h
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/fence.h:
src/explore/memory.h:
