build-portable/core/perfring.o: src/core/perfring.c src/core/perfring.h \
 src/core/kernel.h
src/core/perfring.h:
src/core/kernel.h:
