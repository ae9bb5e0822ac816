build-portable/core/narrate_json.o: src/core/narrate_json.c \
 src/core/message.h src/core/model.h src/core/text.h src/core/trace.h \
 src/core/err.h src/event/event.h src/event/kinds.h src/core/narrate.h \
 src/core/value.h
src/core/message.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/narrate.h:
src/core/value.h:
