build-portable/core/kernel.o: src/core/kernel.c src/core/kernel.h \
 src/core/kernel_proc.h src/core/perfring.h src/core/text.h
src/core/kernel.h:
src/core/kernel_proc.h:
src/core/perfring.h:
src/core/text.h:
