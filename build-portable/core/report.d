build-portable/core/report.o: src/core/report.c src/core/report.h \
 src/core/child.h src/core/err.h
src/core/report.h:
src/core/child.h:
src/core/err.h:
