/* What the documents say when they cannot be made. */
#ifndef RECTIFY_DOCUMENT_MESSAGES_H
#define RECTIFY_DOCUMENT_MESSAGES_H

#include "base/message.h"

#define DOCUMENT_MESSAGES(M)                                                                                           \
    M(book_too_many, "《{0}》超过一张工作表能容纳的 1 048 576 行，请分单位导出",                                       \
      "“{0}” has more rows than the 1,048,576 a sheet holds; export unit by unit")                                     \
    M(no_preview, "这类文件不能在线预览，请下载后查看", "this kind of file cannot be shown here; download it")         \
    M(book_temporary, "没有地方存放导出时的临时文件，请清理磁盘后再导出",                                              \
      "there is no room for the temporary files of the export; free some space and export again")                      \
    M(list_no_column, "没有“{0}”这一列，或者您看不到它", "there is no column “{0}”, or you may not see it")            \
    M(list_no_file, "文件“{0}”写不进去：{1}", "cannot write “{0}”: {1}")

DOCUMENT_MESSAGES(MESSAGE_DECLARE)

#endif
