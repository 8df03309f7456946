/* What the readers of outside bytes may say. The place of each problem is the file's name as the person knows it. */
#ifndef RECTIFY_FORMAT_MESSAGES_H
#define RECTIFY_FORMAT_MESSAGES_H

#include "base/message.h"

#define FORMAT_MESSAGES(M)                                                                                             \
    M(fill_unknown, "模板里的“{0}”不认识，可用的有：{1}", "“{0}” in the template is not known; there are: {1}")        \
    M(fill_near, "模板里的“{0}”不认识，是否指“{1}”？", "“{0}” in the template is not known; is “{1}” meant?")          \
    M(fill_unclosed, "模板里的“{0}”没有对应的“{1}”", "“{0}” in the template has no “{1}”")                             \
    M(fill_list, "模板里的“{0}”不是一组，不能用 # 重复",                                                               \
      "“{0}” in the template is no list and cannot be repeated by #")                                                  \
    M(fill_text, "模板里的“{0}”是一组，要用“{1}”重复", "“{0}” in the template is a list: repeat it by “{1}”")          \
    M(fill_xml, "模板的“{0}”部分不是完好的 XML", "the part “{0}” of the template is no sound XML")                     \
    M(fill_no_document, "这不是 Word 文档（.docx），里面没有正文", "this is no Word document (.docx): it has no text") \
    M(fill_too_large, "生成的文档太大（超过 {0} MB）", "the document would be too large (over {0} MB)")                \
    M(fill_too_deep, "模板里一组套一组超过了 {0} 层", "lists stand in lists more than {0} deep in the template")       \
    M(no_office, "这台服务器没有安装 LibreOffice，不能生成 PDF；请下载 Word 文档",                                     \
      "LibreOffice is not installed here, so there is no PDF; take the Word document")                                 \
    M(office_failed, "没能生成 PDF；请下载 Word 文档", "the PDF could not be made; take the Word document")            \
    M(file_missing, "找不到这个文件，请检查路径和文件名", "there is no such file; check the path and the name")        \
    M(file_not_regular, "这不是一个文件（可能是文件夹或设备），请选择具体的文件",                                      \
      "this is not a regular file (perhaps a folder or a device); choose a file")                                      \
    M(file_unreadable, "无法读取文件：{0}", "the file cannot be read: {0}")                                            \
    M(file_empty, "文件是空的（0 字节），请检查是否保存或上传完整",                                                    \
      "the file is empty (0 bytes); check that it was saved and uploaded completely")                                  \
    M(file_too_large, "文件太大（{0} 字节，上限 {1} 字节），请删去图片或拆分后再上传",                                 \
      "the file is too large ({0} bytes, at most {1}); remove pictures or split it")                                   \
    M(file_kind, "这是{0}，这里读取的是 {1}；{2}", "this is {0}; {1} is read here; {2}")                               \
    M(file_old_doc, "这是旧版 Word（.doc）或 WPS 文字（.wps）文件，请用 Word 或 WPS 打开后“另存为” .docx 再上传",      \
      "this is an old Word (.doc) or WPS file; open it and save it as .docx")                                          \
    M(file_old_xls, "这是旧版 Excel（.xls）或 WPS 表格（.et）文件，请用 Excel 或 WPS 打开后“另存为” .xlsx 再上传",     \
      "this is an old Excel (.xls) or WPS spreadsheet; open it and save it as .xlsx")                                  \
    M(file_password, "文件设有打开密码，无法读取；请用 Word 或 WPS 打开，去掉密码后另存再上传",                        \
      "the file is protected by a password; open it, remove the password and save it again")                           \
    M(file_ole, "这是旧版 Office 格式的文件，请用 Word 或 WPS 打开后“另存为” .docx（表格为 .xlsx）再上传",             \
      "this is an old Office file; open it and save it as .docx (.xlsx for a sheet)")                                  \
    M(text_empty, "文件里没有文字（如果内容是扫描图片，请先识别成文字）",                                              \
      "there is no text in the file (recognise it first if it is a scanned picture)")                                  \
    M(text_control, "第 {0} 行含有不可见的控制字符（编码 {1}），这不像是文字文件，请另存为 .txt（UTF-8）或 .docx",     \
      "line {0} has a control character ({1}); this does not look like text; save it as .txt (UTF-8) or .docx")        \
    M(text_encoding, "无法判断文字编码（第 {0} 行附近），请用记事本另存为 UTF-8 编码的 .txt",                          \
      "the character encoding cannot be told (near line {0}); save it as .txt in UTF-8")                               \
    M(text_broken_utf8, "文件是 UTF-8 编码，但第 {0} 行有损坏的字节，请重新另存为 UTF-8 编码的 .txt",                  \
      "the file is UTF-8 but has broken bytes in line {0}; save it again as UTF-8")                                    \
    M(text_utf16, "文件是 UTF-16 编码但不完整或没有标记，请用记事本另存为 UTF-8 编码的 .txt",                          \
      "the file is UTF-16, cut off or without its mark; save it as .txt in UTF-8")                                     \
    M(file_other, "这是{0}，不是 {1}；{2}", "this is {0}, not {1}; {2}")                                               \
    M(file_archive, "这是压缩包，里面没有 {0} 的内容，请解压后上传其中的文件",                                         \
      "this is an archive without the content of a {0}; unpack it and upload the file in it")                          \
    M(zip_broken, "文件不完整或已损坏，请用 Word 或 WPS 打开后重新保存再上传",                                         \
      "the file is cut off or damaged; open it, save it again and upload it")                                          \
    M(zip_name, "文件已损坏（内部名称过长），请重新保存后再上传", "the file is damaged (a name in it is too long)")    \
    M(zip_duplicate, "文件已损坏（内部有重复的“{0}”），请用 Word 或 WPS 打开后另存再上传",                             \
      "the file is damaged (“{0}” is in it twice); open it and save it again")                                         \
    M(zip_entries, "文件内部的项目太多（上限 {0} 个），请删去图片或拆分后再上传",                                      \
      "too many entries in the file (at most {0})")                                                                    \
    M(zip_bomb, "文件展开后异常庞大，为安全起见不予读取；请用 Word 或 WPS 打开后另存再上传",                           \
      "the file unpacks to an abnormal size and is not read; open it and save it again")                               \
    M(xml_broken, "文件内容已损坏（{0}），请用 Word、Excel 或 WPS 打开后另存再上传",                                   \
      "the content is damaged ({0}); open the file and save it again")                                                 \
    M(xml_deep, "文件内容嵌套太深（{0}），不予读取；请把内容复制到新文档后再上传",                                     \
      "the content is nested too deeply ({0}); copy it into a new document")                                           \
    M(xml_doctype, "文件内容含有不允许的声明（{0} 中的 DOCTYPE），为安全起见不予读取；请用 Word 或 WPS 另存再上传",    \
      "the content has a DOCTYPE ({0}), which is not allowed; save the file again")                                    \
    M(opc_relationships, "文件内部的引用太多，请把内容复制到新文档后再上传",                                           \
      "too many relationships in the file; copy the content into a new document")                                      \
    M(docx_no_document, "文件里没有正文（缺少 document.xml），请用 Word 或 WPS 打开后另存再上传",                      \
      "the file has no document part; open it and save it again")                                                      \
    M(docx_not_document, "文件的正文不是 Word 文档的格式（{0}），请用 Word 或 WPS 打开后另存再上传",                   \
      "the document part is not WordprocessingML ({0}); open it and save it again")                                    \
    M(docx_styles, "样式太多，请把内容复制到新文档后再上传", "too many styles; copy the content into a new document")  \
    M(docx_numbering, "编号定义太多，请把内容复制到新文档后再上传",                                                    \
      "too many numbering definitions; copy the content into a new document")                                          \
    M(docx_nested, "文本框或表格嵌套太深，请把内容复制到新文档后再上传",                                               \
      "text boxes or tables are nested too deeply; copy the content into a new document")                              \
    M(docx_embedded, "文档中嵌入了另一个文件，其内容没有读取；如有问题在其中，请复制到正文后再上传",                   \
      "another file is embedded in the document and was not read; copy what matters into the text")                    \
    M(xlsx_not_sheet, "这不是 .xlsx 表格文件，请用 Excel 或 WPS 打开后“另存为” .xlsx 再上传",                          \
      "this is not an .xlsx file; open it and save it as .xlsx")                                                       \
    M(xlsx_no_workbook, "文件里没有工作簿（缺少 workbook.xml），请用 Excel 或 WPS 打开后另存再上传",                   \
      "the file has no workbook part; open it and save it again")                                                      \
    M(xlsx_no_sheet, "文件里没有工作表，请检查后再上传", "the file has no worksheet")                                  \
    M(xlsx_sheet_missing, "工作表“{0}”的内容缺失，请用 Excel 或 WPS 打开后另存再上传",                                 \
      "the content of sheet “{0}” is missing; open the file and save it again")                                        \
    M(xlsx_reference, "工作表“{0}”中有无效的单元格位置（{1}），请用 Excel 或 WPS 打开后另存再上传",                    \
      "sheet “{0}” has an invalid cell reference ({1}); open the file and save it again")                              \
    M(xlsx_shared, "工作表“{0}”第 {1} 行引用了不存在的文字（序号 {2}），请用 Excel 或 WPS 打开后另存再上传",           \
      "sheet “{0}”, row {1} refers to a text that is not there (number {2}); open the file and save it again")         \
    M(xlsx_cell_large, "工作表“{0}”第 {1} 行的内容太长（单元格上限 {2} 字节），请精简后再上传",                        \
      "sheet “{0}”, row {1} is too long (a cell holds at most {2} bytes)")                                             \
    M(xlsx_texts, "表格中的文字太多，请拆分后再上传", "too much text in the workbook; split it")                       \
    M(xlsx_sheets, "工作表太多（上限 {0} 个），请拆分后再上传", "too many sheets (at most {0}); split the file")       \
    M(xlsx_formats, "单元格格式太多，请把内容复制到新表格后再上传",                                                    \
      "too many cell formats; copy the content into a new workbook")                                                   \
    M(xlsx_formula, "工作表“{0}”第 {1} 行起有公式没有计算结果，已按空白读取；请用 Excel 或 WPS 打开保存一次后再上传",  \
      "from row {1} on, sheet “{0}” has formulas without a result, read as empty; open and save the file once")        \
    M(xlsx_merges, "工作表“{0}”的合并单元格太多，请取消合并后再上传",                                                  \
      "too many merged cells in sheet “{0}”; unmerge them")                                                            \
    M(sheet_full, "磁盘空间不足，文件“{0}”没有写出；请清理磁盘后再导出",                                               \
      "the disk is full and “{0}” was not written; free some space and export again")                                  \
    M(sheet_place, "不能把文件写到“{0}”：{1}", "cannot write the file “{0}”: {1}")                                     \
    M(paper_paragraphs, "段落太多（上限 {0} 段），请拆分后再上传",                                                     \
      "too many paragraphs (at most {0}); split the file")                                                             \
    M(paper_characters, "文字太多（上限 {0} 字），请拆分后再上传", "too much text (at most {0} characters); split it") \
    M(paper_columns, "第 {0} 个表格的列太多（上限 {1} 列），请调整后再上传",                                           \
      "table {0} has too many columns (at most {1})")

FORMAT_MESSAGES(MESSAGE_DECLARE)

#endif
