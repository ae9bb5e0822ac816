build-portable/core/narrate.o: src/core/narrate.c src/core/narrate.h \
 src/core/model.h src/core/text.h src/core/trace.h src/core/err.h \
 src/event/event.h src/event/kinds.h src/core/message.h src/core/value.h
src/core/narrate.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/message.h:
src/core/value.h:
