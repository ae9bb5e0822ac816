build-portable/core/child.o: src/core/child.c src/core/child.h \
 src/core/err.h src/core/report.h src/core/text.h src/core/warden.h
src/core/child.h:
src/core/err.h:
src/core/report.h:
src/core/text.h:
src/core/warden.h:
