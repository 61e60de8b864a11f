#!/usr/bin/env bash
# Makes the LibVLC that the player runs on: the plugins it needs, and none that opens files, devices, discs or other
# networks, runs programs, or writes.
#
#   packaging/make-plugins.sh OUT_DIR
#
# OUT_DIR holds vlc/plugins with links to the installed plugins and a cache of what they are, and a copy of libvlccore.
# The copy matters: LibVLC always loads the plugins of vlc/plugins beside its own core, and VLC_PLUGIN_PATH only adds a
# folder. Run it again when the package libvlccore9 was upgraded; it does nothing when OUT_DIR is up to date, and two that
# run at the same time make it once. Needs vlc-plugin-base, vlc-plugin-video-output and libvlc-bin.
set -euo pipefail

out=${1:?"usage: make-plugins.sh OUT_DIR"}

# What plays MPEG-TS, HLS, DASH, MP4 and radio, and shows and sounds it. Where one decoder serves a format, a second is
# left out: libavcodec decodes AAC and MPEG audio too. LibVLC complains where the options of
# adjust, amem, equalizer, logo and vmem are not known.
allowed=(
  access/{imem,http,https,dtv}
  stream_filter/{cache_block,cache_read,inflate,prefetch,skiptags}
  demux/{adaptive,es,mp4,ts}
  misc/xml
  packetizer/packetizer_{a52,av1,copy,dts,flac,h264,hevc,mlp,mpeg4audio,mpeg4video,mpegaudio,mpegvideo}
  codec/{avcodec,dav1d,png,spdif}
  codec/{aribsub,cc,dvbsub,scte27,subsdec,substx3g,ttml,webvtt,zvbi}
  codec/{vaapi,vaapi_drm} vaapi/vaapi_filters
  vdpau/vdpau_{avcodec,chroma,deinterlace,display}
  audio_filter/{audio_format,equalizer,scaletempo,simple_channel_mixer,tospdif,trivial_channel_mixer,soxr,speex_resampler,ugly_resampler}
  audio_mixer/{float_mixer,integer_mixer}
  audio_output/{adummy,alsa,amem,pulse}
  spu/{logo,marq} text_renderer/freetype
  video_filter/{adjust,blend,deinterlace,scale,transform}
  video_chroma/{chain,grey_yuv,i420_10_p010,i420_nv12,i420_rgb,i420_yuy2,i422_i420,i422_yuy2,rv32,swscale,yuvp,yuy2_i420,yuy2_i422}
  video_chroma/{i420_rgb_mmx,i420_rgb_sse2,i420_yuy2_mmx,i420_yuy2_sse2,i422_yuy2_mmx,i422_yuy2_sse2}
  arm_neon/{chroma_yuv_neon,simple_channel_mixer_neon,volume_neon,yuv_rgb_neon}
  video_output/{vmem,xcb_window,xcb_x11,xcb_xv,gl,gles2,glx,egl_x11,glconv_vaapi_x11,glconv_vaapi_drm,glconv_vdpau}
)

core=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p | awk '$1 == "libvlccore.so.9" && !found++ { print $NF }')
installed=${core%/*}/vlc
if [[ -z $core || ! -d $installed/plugins || ! -x $installed/vlc-cache-gen ]]; then
  echo "make-plugins: LibVLC is missing: run packaging/install-dependencies.sh run." >&2
  exit 1
fi

mkdir -p "$out"
out=$(cd "$out" && pwd)
exec 9>"$out/.lock"
flock 9
stamp=$({ cat "$0" "$core" && find "$installed/plugins" -name '*.so' -printf '%p %s %T@\n' | sort; } | sha256sum)
if [[ -f $out/.stamp && $(<"$out/.stamp") == "$stamp" ]]; then
  exit 0
fi

rm -rf "$out/.stamp" "$out/vlc"
cp -Lp "$core" "$out/libvlccore.so.9"
for name in "${allowed[@]}"; do
  plugin=${name%/*}/lib${name#*/}_plugin.so
  if [[ -f $installed/plugins/$plugin ]]; then
    mkdir -p "$out/vlc/plugins/${name%/*}"
    ln -s "$installed/plugins/$plugin" "$out/vlc/plugins/$plugin"
  fi
done

# Preloaded, the copy makes the tool read and write this folder only. Its exit code does not tell whether it could.
LD_PRELOAD="$out/libvlccore.so.9" "$installed/vlc-cache-gen" "$out/vlc/plugins" >&2
if [[ ! -s $out/vlc/plugins/plugins.dat ]]; then
  echo "make-plugins: $installed/vlc-cache-gen made no plugins.dat in $out/vlc/plugins." >&2
  exit 1
fi
echo "$stamp" >"$out/.stamp"
