build-portable/explore/memory.o: src/explore/memory.c \
 src/explore/memory.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/context.h \
 src/explore/machine.h src/explore/fence.h src/explore/heap.h \
 src/explore/record.h src/explore/report.h src/explore/story.h \
 src/explore/syscall.h
src/explore/memory.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/machine.h:
src/explore/fence.h:
src/explore/heap.h:
src/explore/record.h:
src/explore/report.h:
src/explore/story.h:
src/explore/syscall.h:
