build-portable/explore/turns.o: src/explore/turns.c src/explore/turns.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h src/explore/context.h src/explore/machine.h \
 src/explore/syscall.h
src/explore/turns.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/context.h:
src/explore/machine.h:
src/explore/syscall.h:
