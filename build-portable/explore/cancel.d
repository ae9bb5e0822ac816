build-portable/explore/cancel.o: src/explore/cancel.c \
 src/explore/cancel.h src/explore/engine.h src/event/verdict.h \
 src/event/event.h src/event/kinds.h src/explore/hooks.h \
 src/explore/memory.h src/explore/report.h
src/explore/cancel.h:
src/explore/engine.h:
src/event/verdict.h:
src/event/event.h:
src/event/kinds.h:
src/explore/hooks.h:
src/explore/memory.h:
src/explore/report.h:
