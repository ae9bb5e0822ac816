build-portable/explore/fresh.o: src/explore/fresh.c src/explore/fresh.h \
 src/explore/backend.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/context.h src/explore/engine.h \
 src/explore/machine.h src/explore/heap.h src/explore/hooks.h \
 src/explore/report.h src/explore/snapshot.h src/explore/syscall.h
src/explore/fresh.h:
src/explore/backend.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/engine.h:
src/explore/machine.h:
src/explore/heap.h:
src/explore/hooks.h:
src/explore/report.h:
src/explore/snapshot.h:
src/explore/syscall.h:
