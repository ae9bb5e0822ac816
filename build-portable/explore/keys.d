build-portable/explore/keys.o: src/explore/keys.c src/explore/hooks.h \
 src/explore/engine.h src/event/verdict.h src/event/event.h \
 src/event/kinds.h
src/explore/hooks.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
