build-portable/explore/context.o: src/explore/context.c \
 src/explore/context.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/machine.h \
 src/explore/backend.h src/explore/syscall.h src/explore/turns.h
src/explore/context.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/machine.h:
src/explore/backend.h:
src/explore/syscall.h:
src/explore/turns.h:
