build-portable/core/gatekeeper.o: src/core/gatekeeper.c \
 src/core/gatekeeper.h src/event/ring.h src/event/event.h \
 src/event/kinds.h
src/core/gatekeeper.h:
src/event/ring.h:
src/event/event.h:
src/event/kinds.h:
