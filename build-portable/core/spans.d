build-portable/core/spans.o: src/core/spans.c src/core/spans.h \
 src/core/trace.h src/core/err.h src/event/event.h src/event/kinds.h \
 src/core/text.h
src/core/spans.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/text.h:
