build-portable/ui/timeline.o: src/ui/timeline.c src/ui/timeline.h \
 src/core/model.h src/core/text.h src/core/trace.h src/core/err.h \
 src/event/event.h src/event/kinds.h
src/ui/timeline.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
