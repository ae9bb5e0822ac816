build-portable/explore/signals.o: src/explore/signals.c \
 src/explore/hooks.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/report.h
src/explore/hooks.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/report.h:
