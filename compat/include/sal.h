/*
 * sal.h - annotations for the analyzer of Visual C++, old and new: nothing to any other compiler.
 *
 * Wine's and mingw-w64's files have most, but neither __in nor __out, which are parameters' names
 * in libstdc++. vsapi/compat.h has taken the standard headers in before, so here they can be.
 * (__null, which the older annotations have too, is gcc's NULL and stays that.)
 */
#include <vsapi/compat.h>

#if __has_include_next(<sal.h>)
#include_next <sal.h>
#endif

#ifndef VSAPI_COMPAT_SAL_H
#define VSAPI_COMPAT_SAL_H

#ifndef __in
#define __in
#endif
#ifndef __out
#define __out
#endif
#ifndef __inout
#define __inout
#endif
#ifndef __reserved
#define __reserved
#endif
#ifndef __checkReturn
#define __checkReturn
#endif
#ifndef __nullterminated
#define __nullterminated
#endif
#ifndef __nullnullterminated
#define __nullnullterminated
#endif
#ifndef __callback
#define __callback
#endif
#ifndef __format_string
#define __format_string
#endif
#ifndef __deref_out_nz
#define __deref_out_nz
#endif
#ifndef __in_opt
#define __in_opt
#endif
#ifndef __out_opt
#define __out_opt
#endif
#ifndef __inout_opt
#define __inout_opt
#endif
#ifndef __deref_in
#define __deref_in
#endif
#ifndef __deref_in_opt
#define __deref_in_opt
#endif
#ifndef __deref_opt_in
#define __deref_opt_in
#endif
#ifndef __possibly_notnullterminated
#define __possibly_notnullterminated
#endif
#ifndef __in_data_source_
#define __in_data_source_
#endif
#ifndef __out_nz
#define __out_nz
#endif
#ifndef _In_
#define _In_
#endif
#ifndef _In_opt_
#define _In_opt_
#endif
#ifndef _In_z_
#define _In_z_
#endif
#ifndef _In_opt_z_
#define _In_opt_z_
#endif
#ifndef _Out_
#define _Out_
#endif
#ifndef _Out_opt_
#define _Out_opt_
#endif
#ifndef _Inout_
#define _Inout_
#endif
#ifndef _Inout_opt_
#define _Inout_opt_
#endif
#ifndef _Inout_z_
#define _Inout_z_
#endif
#ifndef _Inout_opt_z_
#define _Inout_opt_z_
#endif
#ifndef _Outptr_
#define _Outptr_
#endif
#ifndef _Outptr_opt_
#define _Outptr_opt_
#endif
#ifndef _Outptr_result_maybenull_
#define _Outptr_result_maybenull_
#endif
#ifndef _Outptr_opt_result_maybenull_
#define _Outptr_opt_result_maybenull_
#endif
#ifndef _Outptr_result_z_
#define _Outptr_result_z_
#endif
#ifndef _Outptr_opt_result_z_
#define _Outptr_opt_result_z_
#endif
#ifndef _Outptr_result_maybenull_z_
#define _Outptr_result_maybenull_z_
#endif
#ifndef _Outptr_opt_result_maybenull_z_
#define _Outptr_opt_result_maybenull_z_
#endif
#ifndef _Outptr_result_nullonfailure_
#define _Outptr_result_nullonfailure_
#endif
#ifndef _Outptr_opt_result_nullonfailure_
#define _Outptr_opt_result_nullonfailure_
#endif
#ifndef _COM_Outptr_
#define _COM_Outptr_
#endif
#ifndef _COM_Outptr_opt_
#define _COM_Outptr_opt_
#endif
#ifndef _COM_Outptr_result_maybenull_
#define _COM_Outptr_result_maybenull_
#endif
#ifndef _COM_Outptr_opt_result_maybenull_
#define _COM_Outptr_opt_result_maybenull_
#endif
#ifndef _Outref_
#define _Outref_
#endif
#ifndef _Outref_result_maybenull_
#define _Outref_result_maybenull_
#endif
#ifndef _Outref_result_nullonfailure_
#define _Outref_result_nullonfailure_
#endif
#ifndef _Deref_out_
#define _Deref_out_
#endif
#ifndef _Deref_out_opt_
#define _Deref_out_opt_
#endif
#ifndef _Deref_out_z_
#define _Deref_out_z_
#endif
#ifndef _Deref_out_opt_z_
#define _Deref_out_opt_z_
#endif
#ifndef _Deref_opt_out_
#define _Deref_opt_out_
#endif
#ifndef _Deref_opt_out_opt_
#define _Deref_opt_out_opt_
#endif
#ifndef _Deref_opt_out_z_
#define _Deref_opt_out_z_
#endif
#ifndef _Deref_opt_out_opt_z_
#define _Deref_opt_out_opt_z_
#endif
#ifndef _Deref_pre_z_
#define _Deref_pre_z_
#endif
#ifndef _Deref_post_z_
#define _Deref_post_z_
#endif
#ifndef _Deref_pre_opt_z_
#define _Deref_pre_opt_z_
#endif
#ifndef _Deref_post_opt_z_
#define _Deref_post_opt_z_
#endif
#ifndef _Deref_post_null_
#define _Deref_post_null_
#endif
#ifndef _Deref_post_notnull_
#define _Deref_post_notnull_
#endif
#ifndef _Deref_post_maybenull_
#define _Deref_post_maybenull_
#endif
#ifndef _Deref_prepost_z_
#define _Deref_prepost_z_
#endif
#ifndef _Deref_prepost_opt_z_
#define _Deref_prepost_opt_z_
#endif
#ifndef _Deref_pre_notnull_
#define _Deref_pre_notnull_
#endif
#ifndef _Deref_pre_maybenull_
#define _Deref_pre_maybenull_
#endif
#ifndef _Deref_pre_null_
#define _Deref_pre_null_
#endif
#ifndef _Deref_pre_valid_
#define _Deref_pre_valid_
#endif
#ifndef _Deref_post_valid_
#define _Deref_post_valid_
#endif
#ifndef _Deref2_pre_readonly_
#define _Deref2_pre_readonly_
#endif
#ifndef _Deref_pre_readonly_
#define _Deref_pre_readonly_
#endif
#ifndef _Deref_pre_writeonly_
#define _Deref_pre_writeonly_
#endif
#ifndef _Ret_
#define _Ret_
#endif
#ifndef _Ret_opt_
#define _Ret_opt_
#endif
#ifndef _Ret_z_
#define _Ret_z_
#endif
#ifndef _Ret_opt_z_
#define _Ret_opt_z_
#endif
#ifndef _Ret_notnull_
#define _Ret_notnull_
#endif
#ifndef _Ret_maybenull_
#define _Ret_maybenull_
#endif
#ifndef _Ret_maybenull_z_
#define _Ret_maybenull_z_
#endif
#ifndef _Ret_null_
#define _Ret_null_
#endif
#ifndef _Ret_valid_
#define _Ret_valid_
#endif
#ifndef _Check_return_
#define _Check_return_
#endif
#ifndef _Must_inspect_result_
#define _Must_inspect_result_
#endif
#ifndef _Printf_format_string_
#define _Printf_format_string_
#endif
#ifndef _Scanf_format_string_
#define _Scanf_format_string_
#endif
#ifndef _Scanf_s_format_string_
#define _Scanf_s_format_string_
#endif
#ifndef _Notnull_
#define _Notnull_
#endif
#ifndef _Maybenull_
#define _Maybenull_
#endif
#ifndef _Null_
#define _Null_
#endif
#ifndef _Null_terminated_
#define _Null_terminated_
#endif
#ifndef _NullNull_terminated_
#define _NullNull_terminated_
#endif
#ifndef _Valid_
#define _Valid_
#endif
#ifndef _Notvalid_
#define _Notvalid_
#endif
#ifndef _Maybevalid_
#define _Maybevalid_
#endif
#ifndef _Const_
#define _Const_
#endif
#ifndef _Reserved_
#define _Reserved_
#endif
#ifndef _Use_decl_annotations_
#define _Use_decl_annotations_
#endif
#ifndef _Notref_
#define _Notref_
#endif
#ifndef _Points_to_data_
#define _Points_to_data_
#endif
#ifndef _Literal_
#define _Literal_
#endif
#ifndef _Notliteral_
#define _Notliteral_
#endif
#ifndef _Frees_ptr_
#define _Frees_ptr_
#endif
#ifndef _Frees_ptr_opt_
#define _Frees_ptr_opt_
#endif
#ifndef _Post_invalid_
#define _Post_invalid_
#endif
#ifndef _Post_ptr_invalid_
#define _Post_ptr_invalid_
#endif
#ifndef _Post_z_
#define _Post_z_
#endif
#ifndef _Post_valid_
#define _Post_valid_
#endif
#ifndef _Post_notnull_
#define _Post_notnull_
#endif
#ifndef _Post_null_
#define _Post_null_
#endif
#ifndef _Post_maybenull_
#define _Post_maybenull_
#endif
#ifndef _Pre_z_
#define _Pre_z_
#endif
#ifndef _Pre_valid_
#define _Pre_valid_
#endif
#ifndef _Pre_notnull_
#define _Pre_notnull_
#endif
#ifndef _Pre_null_
#define _Pre_null_
#endif
#ifndef _Pre_maybenull_
#define _Pre_maybenull_
#endif
#ifndef _Pre_opt_valid_
#define _Pre_opt_valid_
#endif
#ifndef _Pre_opt_z_
#define _Pre_opt_z_
#endif
#ifndef _Pre_readonly_
#define _Pre_readonly_
#endif
#ifndef _Pre_writeonly_
#define _Pre_writeonly_
#endif
#ifndef _Pre_invalid_
#define _Pre_invalid_
#endif
#ifndef _Pre_unknown_
#define _Pre_unknown_
#endif
#ifndef _Prepost_valid_
#define _Prepost_valid_
#endif
#ifndef _Prepost_z_
#define _Prepost_z_
#endif
#ifndef _Prepost_opt_z_
#define _Prepost_opt_z_
#endif
#ifndef _Prepost_opt_valid_
#define _Prepost_opt_valid_
#endif
#ifndef _Result_nullonfailure_
#define _Result_nullonfailure_
#endif
#ifndef _Result_zeroonfailure_
#define _Result_zeroonfailure_
#endif
#ifndef _Analysis_noreturn_
#define _Analysis_noreturn_
#endif
#ifndef _Interlocked_
#define _Interlocked_
#endif
#ifndef _Interlocked_operand_
#define _Interlocked_operand_
#endif
#ifndef _Translates_NTSTATUS_to_HRESULT_
#define _Translates_NTSTATUS_to_HRESULT_
#endif
#ifndef _Raises_SEH_exception_
#define _Raises_SEH_exception_
#endif
#ifndef _Maybe_raises_SEH_exception_
#define _Maybe_raises_SEH_exception_
#endif
#ifndef _Enum_is_bitflag_
#define _Enum_is_bitflag_
#endif
#ifndef _Strict_type_match_
#define _Strict_type_match_
#endif
#ifndef _Deref_ret_z_
#define _Deref_ret_z_
#endif
#ifndef _Deref_ret_opt_z_
#define _Deref_ret_opt_z_
#endif
#ifndef __in_ecount
#define __in_ecount(a)
#endif
#ifndef __in_bcount
#define __in_bcount(a)
#endif
#ifndef __in_xcount
#define __in_xcount(a)
#endif
#ifndef __in_ecount_opt
#define __in_ecount_opt(a)
#endif
#ifndef __in_bcount_opt
#define __in_bcount_opt(a)
#endif
#ifndef __in_ecount_z
#define __in_ecount_z(a)
#endif
#ifndef __in_bcount_z
#define __in_bcount_z(a)
#endif
#ifndef __in_ecount_z_opt
#define __in_ecount_z_opt(a)
#endif
#ifndef __in_bcount_z_opt
#define __in_bcount_z_opt(a)
#endif
#ifndef __out_ecount
#define __out_ecount(a)
#endif
#ifndef __out_bcount
#define __out_bcount(a)
#endif
#ifndef __out_xcount
#define __out_xcount(a)
#endif
#ifndef __out_ecount_opt
#define __out_ecount_opt(a)
#endif
#ifndef __out_bcount_opt
#define __out_bcount_opt(a)
#endif
#ifndef __out_ecount_z
#define __out_ecount_z(a)
#endif
#ifndef __out_bcount_z
#define __out_bcount_z(a)
#endif
#ifndef __out_ecount_z_opt
#define __out_ecount_z_opt(a)
#endif
#ifndef __out_bcount_z_opt
#define __out_bcount_z_opt(a)
#endif
#ifndef __out_ecount_full
#define __out_ecount_full(a)
#endif
#ifndef __out_bcount_full
#define __out_bcount_full(a)
#endif
#ifndef __out_ecount_full_opt
#define __out_ecount_full_opt(a)
#endif
#ifndef __out_bcount_full_opt
#define __out_bcount_full_opt(a)
#endif
#ifndef __inout_ecount
#define __inout_ecount(a)
#endif
#ifndef __inout_bcount
#define __inout_bcount(a)
#endif
#ifndef __inout_ecount_opt
#define __inout_ecount_opt(a)
#endif
#ifndef __inout_bcount_opt
#define __inout_bcount_opt(a)
#endif
#ifndef __inout_ecount_z
#define __inout_ecount_z(a)
#endif
#ifndef __inout_bcount_z
#define __inout_bcount_z(a)
#endif
#ifndef __inout_ecount_full
#define __inout_ecount_full(a)
#endif
#ifndef __inout_bcount_full
#define __inout_bcount_full(a)
#endif
#ifndef __inout_xcount
#define __inout_xcount(a)
#endif
#ifndef __ecount
#define __ecount(a)
#endif
#ifndef __bcount
#define __bcount(a)
#endif
#ifndef __xcount
#define __xcount(a)
#endif
#ifndef __success
#define __success(a)
#endif
#ifndef __blocksOn
#define __blocksOn(a)
#endif
#ifndef __drv_when_
#define __drv_when_(a)
#endif
#ifndef __drv_preferredFunction
#define __drv_preferredFunction(a)
#endif
#ifndef __drv_aliasesMem_
#define __drv_aliasesMem_(a)
#endif
#ifndef __field_ecount
#define __field_ecount(a)
#endif
#ifndef __field_bcount
#define __field_bcount(a)
#endif
#ifndef __field_ecount_opt
#define __field_ecount_opt(a)
#endif
#ifndef __field_bcount_opt
#define __field_bcount_opt(a)
#endif
#ifndef __field_ecount_full
#define __field_ecount_full(a)
#endif
#ifndef __field_bcount_full
#define __field_bcount_full(a)
#endif
#ifndef __struct_bcount
#define __struct_bcount(a)
#endif
#ifndef __struct_xcount
#define __struct_xcount(a)
#endif
#ifndef __typefix
#define __typefix(a)
#endif
#ifndef __return_type_success
#define __return_type_success(a)
#endif
#ifndef __control_entrypoint
#define __control_entrypoint(a)
#endif
#ifndef __data_entrypoint
#define __data_entrypoint(a)
#endif
#ifndef __analysis_assume_
#define __analysis_assume_(a)
#endif
#ifndef _Deref_out_z_cap_
#define _Deref_out_z_cap_(a)
#endif
#ifndef _Deref_out_z_bytecap_
#define _Deref_out_z_bytecap_(a)
#endif
#ifndef _Deref_out_cap_
#define _Deref_out_cap_(a)
#endif
#ifndef _Deref_out_opt_z_cap_
#define _Deref_out_opt_z_cap_(a)
#endif
#ifndef _In_count_
#define _In_count_(a)
#endif
#ifndef _In_bytecount_
#define _In_bytecount_(a)
#endif
#ifndef _In_z_count_
#define _In_z_count_(a)
#endif
#ifndef _In_opt_count_
#define _In_opt_count_(a)
#endif
#ifndef _In_opt_bytecount_
#define _In_opt_bytecount_(a)
#endif
#ifndef _In_opt_z_count_
#define _In_opt_z_count_(a)
#endif
#ifndef _In_reads_
#define _In_reads_(a)
#endif
#ifndef _In_reads_opt_
#define _In_reads_opt_(a)
#endif
#ifndef _In_reads_z_
#define _In_reads_z_(a)
#endif
#ifndef _In_reads_opt_z_
#define _In_reads_opt_z_(a)
#endif
#ifndef _In_reads_bytes_
#define _In_reads_bytes_(a)
#endif
#ifndef _In_reads_bytes_opt_
#define _In_reads_bytes_opt_(a)
#endif
#ifndef _In_reads_or_z_
#define _In_reads_or_z_(a)
#endif
#ifndef _In_reads_or_z_opt_
#define _In_reads_or_z_opt_(a)
#endif
#ifndef _Out_cap_
#define _Out_cap_(a)
#endif
#ifndef _Out_bytecap_
#define _Out_bytecap_(a)
#endif
#ifndef _Out_z_cap_
#define _Out_z_cap_(a)
#endif
#ifndef _Out_z_bytecap_
#define _Out_z_bytecap_(a)
#endif
#ifndef _Out_opt_cap_
#define _Out_opt_cap_(a)
#endif
#ifndef _Out_opt_bytecap_
#define _Out_opt_bytecap_(a)
#endif
#ifndef _Out_opt_z_cap_
#define _Out_opt_z_cap_(a)
#endif
#ifndef _Out_cap_c_
#define _Out_cap_c_(a)
#endif
#ifndef _Out_z_cap_c_
#define _Out_z_cap_c_(a)
#endif
#ifndef _Out_bytecapcount_
#define _Out_bytecapcount_(a)
#endif
#ifndef _Out_capcount_
#define _Out_capcount_(a)
#endif
#ifndef _Out_writes_
#define _Out_writes_(a)
#endif
#ifndef _Out_writes_opt_
#define _Out_writes_opt_(a)
#endif
#ifndef _Out_writes_z_
#define _Out_writes_z_(a)
#endif
#ifndef _Out_writes_opt_z_
#define _Out_writes_opt_z_(a)
#endif
#ifndef _Out_writes_bytes_
#define _Out_writes_bytes_(a)
#endif
#ifndef _Out_writes_bytes_opt_
#define _Out_writes_bytes_opt_(a)
#endif
#ifndef _Out_writes_all_
#define _Out_writes_all_(a)
#endif
#ifndef _Out_writes_all_opt_
#define _Out_writes_all_opt_(a)
#endif
#ifndef _Out_writes_bytes_all_
#define _Out_writes_bytes_all_(a)
#endif
#ifndef _Out_writes_bytes_all_opt_
#define _Out_writes_bytes_all_opt_(a)
#endif
#ifndef _Inout_cap_
#define _Inout_cap_(a)
#endif
#ifndef _Inout_bytecap_
#define _Inout_bytecap_(a)
#endif
#ifndef _Inout_z_cap_
#define _Inout_z_cap_(a)
#endif
#ifndef _Inout_z_bytecap_
#define _Inout_z_bytecap_(a)
#endif
#ifndef _Inout_count_
#define _Inout_count_(a)
#endif
#ifndef _Inout_bytecount_
#define _Inout_bytecount_(a)
#endif
#ifndef _Inout_opt_cap_
#define _Inout_opt_cap_(a)
#endif
#ifndef _Inout_opt_count_
#define _Inout_opt_count_(a)
#endif
#ifndef _Inout_opt_bytecount_
#define _Inout_opt_bytecount_(a)
#endif
#ifndef _Inout_opt_z_cap_
#define _Inout_opt_z_cap_(a)
#endif
#ifndef _Inout_updates_
#define _Inout_updates_(a)
#endif
#ifndef _Inout_updates_opt_
#define _Inout_updates_opt_(a)
#endif
#ifndef _Inout_updates_z_
#define _Inout_updates_z_(a)
#endif
#ifndef _Inout_updates_opt_z_
#define _Inout_updates_opt_z_(a)
#endif
#ifndef _Inout_updates_bytes_
#define _Inout_updates_bytes_(a)
#endif
#ifndef _Inout_updates_bytes_opt_
#define _Inout_updates_bytes_opt_(a)
#endif
#ifndef _Inout_updates_all_
#define _Inout_updates_all_(a)
#endif
#ifndef _Inout_updates_all_opt_
#define _Inout_updates_all_opt_(a)
#endif
#ifndef _Inout_updates_bytes_all_
#define _Inout_updates_bytes_all_(a)
#endif
#ifndef _Inout_updates_bytes_all_opt_
#define _Inout_updates_bytes_all_opt_(a)
#endif
#ifndef _Outptr_result_buffer_
#define _Outptr_result_buffer_(a)
#endif
#ifndef _Outptr_opt_result_buffer_
#define _Outptr_opt_result_buffer_(a)
#endif
#ifndef _Outptr_result_buffer_maybenull_
#define _Outptr_result_buffer_maybenull_(a)
#endif
#ifndef _Outptr_opt_result_buffer_maybenull_
#define _Outptr_opt_result_buffer_maybenull_(a)
#endif
#ifndef _Outptr_result_buffer_all_
#define _Outptr_result_buffer_all_(a)
#endif
#ifndef _Outptr_opt_result_buffer_all_
#define _Outptr_opt_result_buffer_all_(a)
#endif
#ifndef _Outptr_result_bytebuffer_
#define _Outptr_result_bytebuffer_(a)
#endif
#ifndef _Outptr_opt_result_bytebuffer_
#define _Outptr_opt_result_bytebuffer_(a)
#endif
#ifndef _Outptr_result_bytebuffer_maybenull_
#define _Outptr_result_bytebuffer_maybenull_(a)
#endif
#ifndef _Outptr_result_bytebuffer_all_
#define _Outptr_result_bytebuffer_all_(a)
#endif
#ifndef _Ret_cap_
#define _Ret_cap_(a)
#endif
#ifndef _Ret_bytecap_
#define _Ret_bytecap_(a)
#endif
#ifndef _Ret_count_
#define _Ret_count_(a)
#endif
#ifndef _Ret_bytecount_
#define _Ret_bytecount_(a)
#endif
#ifndef _Ret_z_cap_
#define _Ret_z_cap_(a)
#endif
#ifndef _Ret_writes_
#define _Ret_writes_(a)
#endif
#ifndef _Ret_writes_z_
#define _Ret_writes_z_(a)
#endif
#ifndef _Ret_writes_bytes_
#define _Ret_writes_bytes_(a)
#endif
#ifndef _Ret_writes_maybenull_
#define _Ret_writes_maybenull_(a)
#endif
#ifndef _Ret_writes_bytes_maybenull_
#define _Ret_writes_bytes_maybenull_(a)
#endif
#ifndef _Success_
#define _Success_(a)
#endif
#ifndef _Return_type_success_
#define _Return_type_success_(a)
#endif
#ifndef _On_failure_
#define _On_failure_(a)
#endif
#ifndef _Always_
#define _Always_(a)
#endif
#ifndef _Field_size_
#define _Field_size_(a)
#endif
#ifndef _Field_size_opt_
#define _Field_size_opt_(a)
#endif
#ifndef _Field_size_bytes_
#define _Field_size_bytes_(a)
#endif
#ifndef _Field_size_bytes_opt_
#define _Field_size_bytes_opt_(a)
#endif
#ifndef _Field_size_full_
#define _Field_size_full_(a)
#endif
#ifndef _Field_size_bytes_full_
#define _Field_size_bytes_full_(a)
#endif
#ifndef _Field_z_
#define _Field_z_(a)
#endif
#ifndef _Struct_size_bytes_
#define _Struct_size_bytes_(a)
#endif
#ifndef _Readable_bytes_
#define _Readable_bytes_(a)
#endif
#ifndef _Readable_elements_
#define _Readable_elements_(a)
#endif
#ifndef _Writable_bytes_
#define _Writable_bytes_(a)
#endif
#ifndef _Writable_elements_
#define _Writable_elements_(a)
#endif
#ifndef _Pre_satisfies_
#define _Pre_satisfies_(a)
#endif
#ifndef _Post_satisfies_
#define _Post_satisfies_(a)
#endif
#ifndef _Satisfies_
#define _Satisfies_(a)
#endif
#ifndef _Post_equal_to_
#define _Post_equal_to_(a)
#endif
#ifndef _Pre_equal_to_
#define _Pre_equal_to_(a)
#endif
#ifndef _Unchanged_
#define _Unchanged_(a)
#endif
#ifndef _Group_
#define _Group_(a)
#endif
#ifndef _Function_class_
#define _Function_class_(a)
#endif
#ifndef _Called_from_function_class_
#define _Called_from_function_class_(a)
#endif
#ifndef _Pre_readable_size_
#define _Pre_readable_size_(a)
#endif
#ifndef _Pre_writable_size_
#define _Pre_writable_size_(a)
#endif
#ifndef _Pre_readable_byte_size_
#define _Pre_readable_byte_size_(a)
#endif
#ifndef _Pre_writable_byte_size_
#define _Pre_writable_byte_size_(a)
#endif
#ifndef _Post_readable_size_
#define _Post_readable_size_(a)
#endif
#ifndef _Post_writable_size_
#define _Post_writable_size_(a)
#endif
#ifndef _Post_readable_byte_size_
#define _Post_readable_byte_size_(a)
#endif
#ifndef _Post_writable_byte_size_
#define _Post_writable_byte_size_(a)
#endif
#ifndef _Pre_cap_
#define _Pre_cap_(a)
#endif
#ifndef _Pre_bytecap_
#define _Pre_bytecap_(a)
#endif
#ifndef _Pre_count_
#define _Pre_count_(a)
#endif
#ifndef _Pre_bytecount_
#define _Pre_bytecount_(a)
#endif
#ifndef _Post_count_
#define _Post_count_(a)
#endif
#ifndef _Post_bytecount_
#define _Post_bytecount_(a)
#endif
#ifndef _Printf_format_string_params_
#define _Printf_format_string_params_(a)
#endif
#ifndef _Scanf_format_string_params_
#define _Scanf_format_string_params_(a)
#endif
#ifndef _Scanf_s_format_string_params_
#define _Scanf_s_format_string_params_(a)
#endif
#ifndef _Deprecated_
#define _Deprecated_(a)
#endif
#ifndef _Analysis_assume_
#define _Analysis_assume_(a)
#endif
#ifndef _Analysis_assume_nullterminated_
#define _Analysis_assume_nullterminated_(a)
#endif
#ifndef _Result_nullonfailure_if_
#define _Result_nullonfailure_if_(a)
#endif
#ifndef __out_ecount_part
#define __out_ecount_part(a, b)
#endif
#ifndef __out_bcount_part
#define __out_bcount_part(a, b)
#endif
#ifndef __out_ecount_part_opt
#define __out_ecount_part_opt(a, b)
#endif
#ifndef __out_bcount_part_opt
#define __out_bcount_part_opt(a, b)
#endif
#ifndef __out_ecount_part_z
#define __out_ecount_part_z(a, b)
#endif
#ifndef __inout_ecount_part
#define __inout_ecount_part(a, b)
#endif
#ifndef __inout_bcount_part
#define __inout_bcount_part(a, b)
#endif
#ifndef __inout_ecount_part_opt
#define __inout_ecount_part_opt(a, b)
#endif
#ifndef __inout_bcount_part_opt
#define __inout_bcount_part_opt(a, b)
#endif
#ifndef __range
#define __range(a, b)
#endif
#ifndef __in_range
#define __in_range(a, b)
#endif
#ifndef __out_range
#define __out_range(a, b)
#endif
#ifndef __field_range
#define __field_range(a, b)
#endif
#ifndef __deref_in_range
#define __deref_in_range(a, b)
#endif
#ifndef __deref_out_range
#define __deref_out_range(a, b)
#endif
#ifndef __drv_when
#define __drv_when(a, b)
#endif
#ifndef __format_string_ex
#define __format_string_ex(a, b)
#endif
#ifndef _Out_writes_to_
#define _Out_writes_to_(a, b)
#endif
#ifndef _Out_writes_to_opt_
#define _Out_writes_to_opt_(a, b)
#endif
#ifndef _Out_writes_bytes_to_
#define _Out_writes_bytes_to_(a, b)
#endif
#ifndef _Out_writes_bytes_to_opt_
#define _Out_writes_bytes_to_opt_(a, b)
#endif
#ifndef _Inout_updates_to_
#define _Inout_updates_to_(a, b)
#endif
#ifndef _Inout_updates_to_opt_
#define _Inout_updates_to_opt_(a, b)
#endif
#ifndef _Inout_updates_bytes_to_
#define _Inout_updates_bytes_to_(a, b)
#endif
#ifndef _Inout_updates_bytes_to_opt_
#define _Inout_updates_bytes_to_opt_(a, b)
#endif
#ifndef _Out_cap_post_count_
#define _Out_cap_post_count_(a, b)
#endif
#ifndef _Out_bytecap_post_bytecount_
#define _Out_bytecap_post_bytecount_(a, b)
#endif
#ifndef _Out_opt_cap_post_count_
#define _Out_opt_cap_post_count_(a, b)
#endif
#ifndef _Out_z_cap_post_count_
#define _Out_z_cap_post_count_(a, b)
#endif
#ifndef _Outptr_result_buffer_to_
#define _Outptr_result_buffer_to_(a, b)
#endif
#ifndef _Outptr_opt_result_buffer_to_
#define _Outptr_opt_result_buffer_to_(a, b)
#endif
#ifndef _Outptr_result_bytebuffer_to_
#define _Outptr_result_bytebuffer_to_(a, b)
#endif
#ifndef _Outptr_opt_result_bytebuffer_to_
#define _Outptr_opt_result_bytebuffer_to_(a, b)
#endif
#ifndef _In_range_
#define _In_range_(a, b)
#endif
#ifndef _Out_range_
#define _Out_range_(a, b)
#endif
#ifndef _Ret_range_
#define _Ret_range_(a, b)
#endif
#ifndef _Deref_in_range_
#define _Deref_in_range_(a, b)
#endif
#ifndef _Deref_out_range_
#define _Deref_out_range_(a, b)
#endif
#ifndef _Deref_inout_range_
#define _Deref_inout_range_(a, b)
#endif
#ifndef _Inout_range_
#define _Inout_range_(a, b)
#endif
#ifndef _Field_range_
#define _Field_range_(a, b)
#endif
#ifndef _Field_size_part_
#define _Field_size_part_(a, b)
#endif
#ifndef _Field_size_part_opt_
#define _Field_size_part_opt_(a, b)
#endif
#ifndef _Field_size_bytes_part_
#define _Field_size_bytes_part_(a, b)
#endif
#ifndef _Ret_writes_to_
#define _Ret_writes_to_(a, b)
#endif
#ifndef _Ret_writes_bytes_to_
#define _Ret_writes_bytes_to_(a, b)
#endif
#ifndef _When_
#define _When_(a, b)
#endif
#ifndef _At_
#define _At_(a, b)
#endif
#ifndef _Pre_range_
#define _Pre_range_(a, b)
#endif
#ifndef _Post_range_
#define _Post_range_(a, b)
#endif
#ifndef _At_buffer_
#define _At_buffer_(a, b, c, d)
#endif

#endif
