build-portable/core/mail.o: src/core/mail.c src/core/mail.h \
 src/core/message.h src/core/model.h src/core/text.h src/core/trace.h \
 src/core/err.h src/event/event.h src/event/kinds.h
src/core/mail.h:
src/core/message.h:
src/core/model.h:
src/core/text.h:
src/core/trace.h:
src/core/err.h:
src/event/event.h:
src/event/kinds.h:
