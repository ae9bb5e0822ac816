build-portable/explore/clocks.o: src/explore/clocks.c \
 src/explore/cancel.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/hooks.h \
 src/explore/spin.h
src/explore/cancel.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/hooks.h:
src/explore/spin.h:
