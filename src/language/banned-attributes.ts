/**
 * Attributes through which Python programs look into classes, frames and functions. They do not exist in Aegis: reading,
 * writing or naming them in a format string raises AttributeError.
 */
export const bannedAttributes: ReadonlySet<string> = new Set(
  `__class__ __dict__ __subclasses__ __globals__ __bases__ __base__ __mro__ mro __code__ __closure__ __func__ __self__
  __annotations__ __defaults__ __kwdefaults__ __builtins__ __weakref__ __traceback__ __reduce__ __reduce_ex__ __getstate__
  __setstate__ __wrapped__ __loader__ __spec__ __file__ __path__ __subclasshook__ __prepare__ __sizeof__ __dir__
  __objclass__ __text_signature__ __abstractmethods__ __isabstractmethod__ __origin__ __args__ __parameters__
  __basicsize__ __itemsize__ __flags__ __dictoffset__ __orig_bases__ __import__ __getattribute__ __thisclass__
  __self_class__ gi_frame gi_code gi_running gi_yieldfrom cr_frame cr_code cr_running cr_await ag_frame ag_code f_back
  f_globals f_locals f_builtins f_code tb_frame tb_next tb_lineno co_code co_consts co_names func_globals func_code
  __getnewargs__ __getnewargs_ex__ __static_attributes__ __firstlineno__ __type_params__`.split(/\s+/),
);
