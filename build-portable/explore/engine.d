build-portable/explore/engine.o: src/explore/engine.c \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/cancel.h src/explore/context.h \
 src/explore/machine.h src/explore/heap.h src/explore/hooks.h \
 src/explore/record.h src/explore/report.h src/explore/search.h \
 src/explore/snapshot.h src/explore/spin.h src/explore/story.h \
 src/explore/syscall.h
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/cancel.h:
src/explore/context.h:
src/explore/machine.h:
src/explore/heap.h:
src/explore/hooks.h:
src/explore/record.h:
src/explore/report.h:
src/explore/search.h:
src/explore/snapshot.h:
src/explore/spin.h:
src/explore/story.h:
src/explore/syscall.h:
