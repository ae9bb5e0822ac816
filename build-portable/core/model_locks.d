build-portable/core/model_locks.o: src/core/model_locks.c \
 src/core/model_state.h src/core/mail.h src/core/message.h \
 src/core/model.h src/core/text.h src/core/trace.h src/core/err.h \
 src/event/event.h src/event/kinds.h src/core/map.h
src/core/model_state.h:
src/core/mail.h:
src/core/message.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
src/core/map.h:
