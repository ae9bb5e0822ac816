build-portable/explore/start.o: src/explore/start.c src/explore/backend.h \
 src/event/verdict.h src/event/event.h src/event/kinds.h \
 src/explore/context.h src/explore/engine.h src/explore/machine.h \
 src/explore/fence.h src/explore/fresh.h src/explore/heap.h \
 src/explore/hooks.h src/explore/leak.h src/explore/record.h \
 src/explore/report.h src/explore/search.h src/explore/snapshot.h \
 src/explore/syscall.h
src/explore/backend.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/engine.h:
src/explore/machine.h:
src/explore/fence.h:
src/explore/fresh.h:
src/explore/heap.h:
src/explore/hooks.h:
src/explore/leak.h:
src/explore/record.h:
src/explore/report.h:
src/explore/search.h:
src/explore/snapshot.h:
src/explore/syscall.h:
