build-portable/core/explore_read.o: src/core/explore_read.c \
 src/core/explore.h src/core/err.h src/core/text.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h \
 src/core/resolve.h src/core/symbols.h
src/core/explore.h:
src/core/err.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/resolve.h:
src/core/symbols.h:
