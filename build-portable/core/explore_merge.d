build-portable/core/explore_merge.o: src/core/explore_merge.c \
 src/core/explore.h src/core/err.h src/core/text.h src/core/trace.h \
 src/event/event.h src/event/kinds.h src/event/verdict.h src/core/file.h \
 src/core/json.h
src/core/explore.h:
src/core/err.h:
src/core/text.h:
src/core/trace.h:
src/event/event.h:
src/event/kinds.h:
src/event/verdict.h:
src/core/file.h:
src/core/json.h:
